import { Button, Form, Input, InputNumber, Modal, Popconfirm, Radio, Select, Tag } from 'antd';
import { useState } from 'react';
import { people } from '../../../workers/contract/people.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import {
  forgetAlias,
  PROFILE_FIELDS,
  type ProfileField,
  saveProfile,
  unitProfile,
} from '../../../workers/contract/unit-profiles.ts';
import { useCommand, usePages, useRoute } from '../data.ts';
import { dayOf } from '../format.ts';
import { DayField } from './day-field.tsx';
import { Fallible } from './states.tsx';

type Profile = ClientOutput<typeof unitProfile>;
type Person = ClientOutput<typeof people>['items'][number];
const TOUCHES = ['unitProfiles.'];

/** 机构与人员 of one unit: what it has, what it still has to say, the names by which notices call it. */
export function UnitProfile({ unitId }: { unitId: string }) {
  const query = useRoute(unitProfile, { id: unitId });
  const [editing, setEditing] = useState(false);
  const of = query.data;
  return (
    <Fallible query={query}>
      {of && (
        <>
          <Facts of={of} />
          <Aliases of={of} />
          {of.mayEdit && (
            <Button type={of.missing.length > 0 ? 'primary' : 'default'} onClick={() => setEditing(true)}>
              {of.version === 0 ? '填报' : '修改'}
            </Button>
          )}
          {editing && <ProfileForm of={of} onClose={() => setEditing(false)} />}
        </>
      )}
    </Fallible>
  );
}

function Facts({ of }: { of: Profile }) {
  const said: Record<ProfileField, string | number | null> = {
    ...of,
    hasBody: of.hasBody === null ? null : of.hasBody ? '已设立' : '未设立',
    leaderId: of.leader,
    contactId: of.contact,
  };
  const shown = (Object.keys(PROFILE_FIELDS) as ProfileField[]).filter(
    (field) => of.required.includes(field) || (said[field] !== null && said[field] !== ''),
  );
  return (
    <>
      <dl className="facts">
        {shown.map((field) => (
          <div key={field} style={{ display: 'contents' }}>
            <dt>{PROFILE_FIELDS[field]}</dt>
            <dd>
              {said[field] === null || said[field] === '' ? (
                <span className={of.missing.includes(field) ? 'late' : 'muted'}>
                  {of.missing.includes(field) ? '待填' : '—'}
                </span>
              ) : (
                said[field]
              )}
            </dd>
          </div>
        ))}
      </dl>
      {of.updatedAt && <p className="muted num">{dayOf(of.updatedAt)} 填报</p>}
    </>
  );
}

function Aliases({ of }: { of: Profile }) {
  const forget = useCommand(forgetAlias, { done: '已去掉，下次读通知会再问', touches: TOUCHES });
  if (of.aliases.length === 0) return null;
  return (
    <p>
      通知里的其他叫法：
      {of.aliases.map(({ id, alias }) => (
        <Tag key={id}>
          {alias}
          {of.mayForget && (
            <Popconfirm
              title="下次读通知不再自动对应到这个单位？"
              okText="去掉"
              onConfirm={() => forget.mutate({ id })}
            >
              <Button type="text" size="small" aria-label={`去掉“${alias}”`}>
                ×
              </Button>
            </Popconfirm>
          )}
        </Tag>
      ))}
    </p>
  );
}

function ProfileForm({ of, onClose }: { of: Profile; onClose: () => void }) {
  const [form] = Form.useForm();
  const hasBody = Form.useWatch('hasBody', form) as boolean | null | undefined;
  const staff = usePages(people, { limit: 100 } as never).items as Person[];
  const own = (p: Person) => (p.unitId === of.id ? 0 : 1);
  const options = [...staff]
    .sort((a, b) => own(a) - own(b))
    .map((p) => ({ value: p.id, label: `${p.name}${p.post ? `（${p.post}）` : ''}` }));
  const save = useCommand(saveProfile, { done: '已保存', touches: TOUCHES, onDone: onClose });
  const submit = (values: Partial<Record<ProfileField, unknown>>) => {
    // What is not on the form, or was emptied, is not said.
    const said = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value ?? null]));
    const { body, bodyDocNo } = values;
    save.mutate({ id: of.id, version: of.version, ...said, body: body ?? '', bodyDocNo: bodyDocNo ?? '' } as never);
  };
  const number = (name: ProfileField) => (
    <Form.Item name={name} label={PROFILE_FIELDS[name]}>
      <InputNumber min={0} max={100_000} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  );
  const person = (name: ProfileField) => (
    <Form.Item name={name} label={PROFILE_FIELDS[name]}>
      <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={options} />
    </Form.Item>
  );
  return (
    <Modal
      open
      width={640}
      title={`${of.name}机构与人员`}
      okText="保存"
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      maskClosable={false}
    >
      <Form form={form} layout="vertical" onFinish={submit} initialValues={of}>
        <Form.Item name="hasBody" label={PROFILE_FIELDS.hasBody}>
          <Radio.Group
            optionType="button"
            options={[
              { value: true, label: '已设立' },
              { value: false, label: '未设立' },
            ]}
          />
        </Form.Item>
        {hasBody && (
          <div className="grid2">
            <Form.Item name="body" label={PROFILE_FIELDS.body}>
              <Input maxLength={80} />
            </Form.Item>
            <Form.Item name="bodySince" label={PROFILE_FIELDS.bodySince}>
              <DayField />
            </Form.Item>
            <Form.Item name="bodyDocNo" label={PROFILE_FIELDS.bodyDocNo}>
              <Input maxLength={60} />
            </Form.Item>
          </div>
        )}
        <div className="grid2">
          {number('fullTime')}
          {number('partTime')}
          {person('leaderId')}
          {person('contactId')}
          {number('certified')}
          {number('engineers')}
        </div>
      </Form>
    </Modal>
  );
}
