import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button, Form, Input, Modal, Popconfirm, Progress, Tag } from 'antd';
import { useState } from 'react';
import * as contract from '../../../workers/contract/duties.ts';
import type { ClientOutput } from '../../../workers/contract/route.ts';
import { useCommand, useRoute } from '../data.ts';
import { DayField } from '../parts/day-field.tsx';
import { DutyEditor } from '../parts/duty-editor.tsx';
import { fileName, fileWord } from '../parts/file-name.ts';
import { Fallible } from '../parts/states.tsx';
import { Uploader } from '../parts/uploader.tsx';
import { download, saveAs } from '../session.ts';

type List = ClientOutput<typeof contract.dutyList>;
type Line = List['items'][number];

/** One edition of a duty list: its lines, what was done for each, the editions before it. */
export function DutyListPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRoute(contract.dutyList, { id });
  return <Fallible query={query}>{query.data && <Shown list={query.data} />}</Fallible>;
}

function Shown({ list: d }: { list: List }) {
  const navigate = useNavigate();
  const [editing, setEditing] = useState(false);
  const [ticking, setTicking] = useState<Line>();
  const publish = useCommand(contract.publishDutyList, { done: '已印发，原版本保留可查', touches: ['duties'] });
  const edition = useCommand(contract.newEdition, {
    done: '已生成新版草稿',
    touches: ['duties'],
    onDone: ({ id }) => void navigate({ to: `/duties/${id}` as never }),
  });
  return (
    <div className="card">
      <div className="row">
        <Tag color={d.state === 'published' ? 'blue' : 'default'}>{contract.DUTY_STATES[d.state]}</Tag>
        <span className="muted">{contract.DUTY_KINDS[d.kind]}</span>
        <span className="muted num">
          第 {d.edition} 版{d.publishedOn && `，${d.publishedOn} 印发`}
        </span>
      </div>
      <h2 style={{ fontSize: 20, margin: '8px 0' }}>{d.title}</h2>
      <p className="muted">
        {[d.names[d.unitId], d.holder, d.personId && d.names[d.personId]].filter(Boolean).join(' · ')}
      </p>
      {d.state === 'published' && (
        <div style={{ maxWidth: 360 }}>
          <Progress
            aria-label="完成"
            percent={Math.round((d.done / Math.max(1, d.lines)) * 100)}
            format={() => `${d.done}/${d.lines}`}
          />
        </div>
      )}
      <div className="row" style={{ margin: '8px 0 12px' }}>
        {d.mayEdit && d.state === 'draft' && <Button onClick={() => setEditing(true)}>修改草稿</Button>}
        {d.mayEdit && d.state === 'draft' && (
          <Popconfirm
            title="印发后即为现行版本，不能再改，只能修订出新版。"
            okText="印发"
            onConfirm={() => publish.mutate({ id: d.id, version: d.version })}
          >
            <Button type="primary" loading={publish.isPending}>
              印发
            </Button>
          </Popconfirm>
        )}
        {d.mayEdit && d.state === 'published' && (
          <Button loading={edition.isPending} onClick={() => edition.mutate({ id: d.id })}>
            修订
          </Button>
        )}
        <Button onClick={() => void saveAs(download(contract.exportDuties, { id: d.id }), `${d.title}.xlsx`)}>
          导出 Excel
        </Button>
      </div>
      <ol className="rows">
        {d.items.map((line, i) => (
          <li key={line.id}>
            <div className="row" style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }}>
              <span className="num muted">{i + 1}</span>
              <div className="grow">
                <div>{line.words}</div>
                <div className="row muted">
                  {line.basis && <span>依据：{line.basis}</span>}
                  {line.dueDay && (
                    <span className={line.late ? 'late num' : 'num'}>
                      {line.dueDay} 前{line.late && '，已超期'}
                    </span>
                  )}
                </div>
                {line.doneOn && (
                  <div>
                    <Tag>已完成 {line.doneOn}</Tag> {line.evidence}
                    {line.mediaType && <LineFile line={line} />}
                  </div>
                )}
              </div>
              {d.mayTick && (
                <Button size="small" onClick={() => setTicking(line)}>
                  {line.doneOn ? '修改' : '填报'}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      {d.editions.length > 1 && (
        <p className="muted">
          历次版本：
          {d.editions.map((e) => (
            <Link key={e.id} to={'/duties/$id' as never} params={{ id: e.id } as never} style={{ marginRight: 12 }}>
              第 {e.edition} 版（{contract.DUTY_STATES[e.state]}）
            </Link>
          ))}
        </p>
      )}
      {editing && <DutyEditor list={d} onClose={() => setEditing(false)} />}
      {ticking && <Tick line={ticking} onClose={() => setTicking(undefined)} />}
    </div>
  );
}

function LineFile({ line: { id, words, mediaType } }: { line: Line }) {
  const name = `${words.slice(0, 20)}履职材料`;
  return (
    <Button
      type="link"
      size="small"
      onClick={() => void saveAs(download(contract.lineFile, { id }), fileName(name, mediaType ?? ''))}
    >
      履职材料（{mediaType?.startsWith('image/') ? '图片' : fileWord(mediaType ?? '')}）
    </Button>
  );
}

function Tick({ line, onClose }: { line: Line; onClose: () => void }) {
  const [form] = Form.useForm();
  const tick = useCommand(contract.tickLine, { done: '已填报', touches: ['duties', 'workspaces'], onDone: onClose });
  return (
    <Modal
      open
      title={line.words}
      okText="保存"
      confirmLoading={tick.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      footer={(buttons) => (
        <>
          {line.doneOn && (
            <Button
              onClick={() => tick.mutate({ id: line.id, doneOn: null, evidence: line.evidence, blobId: line.blobId })}
            >
              恢复为未完成
            </Button>
          )}
          {buttons}
        </>
      )}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ doneOn: line.doneOn ?? undefined, evidence: line.evidence }}
        onFinish={({ files = [], ...said }: { files?: string[]; doneOn: string; evidence: string }) =>
          tick.mutate({ id: line.id, blobId: files[0] ?? line.blobId, ...said })
        }
      >
        <Form.Item name="doneOn" label="完成日期" rules={[{ required: true, message: '请选择日期' }]}>
          <DayField />
        </Form.Item>
        <Form.Item name="evidence" label="履职情况" rules={[{ required: true, message: '请写明做了什么' }]}>
          <Input.TextArea
            rows={3}
            maxLength={500}
            showCount
            placeholder="例如：3月6日带队检查两家加油站，发现隐患3条，已交办。"
          />
        </Form.Item>
        <Form.Item
          name="files"
          label="履职材料（照片、Word、Excel、PDF，一份）"
          extra={line.blobId ? '已有一份，再传会换成新的' : ''}
        >
          <Uploader label="上传材料" max={1} documents />
        </Form.Item>
      </Form>
    </Modal>
  );
}
