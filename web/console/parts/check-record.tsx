import { Alert, Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { ITEM_ANSWERS, type ItemAnswer } from '../../../workers/contract/check-words.ts';
import { recordCheck } from '../../../workers/contract/checks.ts';
import { sentence, useCommand } from '../data.ts';
import { CheckPictures, PeoplePicker } from './check-bits.tsx';
import { baseOf, type Check, draftOf, type RecordDraft, useKept } from './check-draft.ts';
import { Uploader } from './uploader.tsx';

const ANSWERS = Object.entries(ITEM_ANSWERS) as [ItemAnswer, string][];

/** The record as it is filled in on the road: big buttons, one line under the other; kept here until the server has it. */
export function RecordForm({ of, onFinding }: { of: Check; onFinding: (item: number, title: string) => void }) {
  const [draft, setDraft, forget] = useKept<RecordDraft>(`${of.id}.record`, draftOf(of));
  const [refusal, setRefusal] = useState('');
  // A checklist that is not the one the draft was made for: the draft's answers would stand under other questions.
  const fits = draft.items.length === of.items.length;
  const shown = fits ? draft : draftOf(of);
  const save = useCommand(recordCheck, {
    done: '已保存',
    touches: ['checks.'],
    onDone: forget,
    onRefused: (error) => {
      setRefusal(
        error.code === 'offline' ? '网络不通。填写的内容已存在这部手机上，有网络后再点保存。' : sentence(error),
      );
      return true;
    },
  });
  const set = (more: Partial<RecordDraft>) => setDraft({ ...shown, ...more });
  const setItem = (at: number, more: Partial<RecordDraft['items'][number]>) =>
    set({ items: shown.items.map((item, i) => (i === at ? { ...item, ...more } : item)) });
  const left = shown.items.filter((item) => item.answer === null).length;
  const submit = () => {
    setRefusal('');
    const items = shown.items.map((item) => ({ ...item, photos: [...item.photos] }));
    const { words, advice, received, attended } = shown;
    save.mutate({ id: of.id, version: of.version, items, words, advice, received, attended });
  };
  return (
    <section className="card no-print" aria-label="检查记录">
      <h2>检查记录{of.items.length > 0 && `（${of.template}，还有 ${left} 项）`}</h2>
      {shown.base !== baseOf(of) && (
        <Alert
          type="warning"
          showIcon
          title="这部手机上有没保存的内容，同时检查记录已由别人更新。保存会以这部手机上的为准。"
          action={
            <Button size="small" onClick={() => setDraft(draftOf(of))}>
              改用最新记录
            </Button>
          }
        />
      )}
      <ol className="check-items">
        {of.items.map((asked, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one checklist, in their order
          <li key={i}>
            <p id={`item-${i}`}>
              {i + 1}. {asked.words}
            </p>
            <Radio.Group
              className="check-answers"
              optionType="button"
              buttonStyle="solid"
              size="large"
              aria-labelledby={`item-${i}`}
              value={shown.items[i]?.answer ?? undefined}
              onChange={(e) => setItem(i, { answer: e.target.value as ItemAnswer })}
              options={ANSWERS.map(([value, label]) => ({ value, label }))}
            />
            {shown.items[i]?.answer === 'problem' && (
              <div className="check-problem">
                <Input
                  aria-label={`第 ${i + 1} 项说明`}
                  placeholder="问题说明"
                  maxLength={500}
                  value={shown.items[i]?.note}
                  onChange={(e) => setItem(i, { note: e.target.value })}
                />
                <Uploader
                  label="拍照"
                  max={9}
                  value={shown.items[i]?.photos ?? []}
                  onChange={(photos) => setItem(i, { photos })}
                />
                <CheckPictures id={of.id} photos={asked.photos} about={`第 ${i + 1} 项照片`} />
                <Button onClick={() => onFinding(i, shown.items[i]?.note ?? '')}>记为隐患或问题</Button>
              </div>
            )}
          </li>
        ))}
      </ol>
      <Field label="检查情况" value={shown.words} rows={4} max={4000} onChange={(words) => set({ words })} />
      <Field label="处理意见和建议" value={shown.advice} rows={2} max={2000} onChange={(advice) => set({ advice })} />
      <Field
        label="被检查单位接待人员（写职务）"
        value={shown.received}
        max={120}
        onChange={(received) => set({ received })}
      />
      <label className="check-field" htmlFor="attended">
        参加检查的人员（含带队领导）
      </label>
      <PeoplePicker
        id="attended"
        aria-label="参加检查的人员"
        value={shown.attended}
        names={of.names}
        onChange={(attended) => set({ attended })}
      />
      {refusal && <Alert style={{ marginTop: 12 }} type="error" showIcon role="alert" title={refusal} />}
      <Button type="primary" size="large" block style={{ marginTop: 16 }} loading={save.isPending} onClick={submit}>
        保存检查记录
      </Button>
      <p className="muted">没有保存的内容留在这部手机上，断网、关机都不会丢。</p>
    </section>
  );
}

function Field({
  label,
  value,
  max,
  rows = 1,
  onChange,
}: {
  label: string;
  value: string;
  max: number;
  rows?: number;
  onChange: (value: string) => void;
}) {
  return (
    <>
      <span className="check-field">{label}</span>
      {rows > 1 ? (
        <Input.TextArea
          aria-label={label}
          rows={rows}
          maxLength={max}
          value={value}
          onChange={(e) => onChange(e.target.value)}
        />
      ) : (
        <Input aria-label={label} maxLength={max} value={value} onChange={(e) => onChange(e.target.value)} />
      )}
    </>
  );
}
