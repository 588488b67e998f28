import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Form } from 'antd';
import { useRef, useState } from 'react';
import { form as formRoute } from '../../../workers/contract/tips.ts';
import { OF_TIP } from '../../../workers/protocol/attachments.ts';
import type { Attached, TipHeader, TipText } from '../../../workers/protocol/compose.ts';
import { ApiError } from '../../shared/api.ts';
import { sentence, useRoute } from '../data.ts';
import { Fallible } from '../parts/states.tsx';
import { attachPhoto } from '../parts/tip-answer-files.tsx';
import { type EnteredBy, type Entry, sealEntry, sendEntry, startEntry } from '../parts/tip-enter.ts';
import { type Entered, EnterFields } from '../parts/tip-enter-fields.tsx';
import { TipSlip } from '../parts/tip-slip.tsx';

/** A call, a letter, a visit: the questions of the public form, sealed in this browser, and a receipt to hand over. */
export function EnterTip() {
  const page = useRoute(formRoute, {});
  const entry = useQuery<Entry, Error>({
    queryKey: ['entry'],
    queryFn: startEntry,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
  return (
    <Fallible query={page}>
      {entry.error && <Alert type="error" showIcon title="岗位密钥与本地区签名链对不上，不能代录。请报告管理员。" />}
      {page.data && !entry.error && <Entering page={page.data} entry={entry.data} />}
    </Fallible>
  );
}

function Entering({ page, entry }: { page: Parameters<typeof EnterFields>[0]['page']; entry: Entry | undefined }) {
  const [form] = Form.useForm<Entered>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [receipt, setReceipt] = useState('');
  // Sealed once: what goes again after a lost answer is the same tip, with the same receipt.
  const ready = useRef<{ of: Entered; input: Parameters<typeof sendEntry>[1] } | undefined>(undefined);

  const seal = async (v: Entered) => {
    const header: TipHeader = {
      ...{ category: v.category, placeUnitId: v.placeUnitId ?? null, danger: v.danger, casualty: v.casualty },
      ...{ track: v.track, aboutOffice: v.aboutOffice, day: entry!.page.day },
    };
    const named = v.track !== 'anonymous';
    const text: TipText = {
      ...{ text: v.text, place: v.place, enterprise: v.enterprise ?? '' },
      ...{ name: (named && v.name) || '', contact: (named && v.contact) || '' },
    };
    const files: Attached[] = [];
    const { scope, dek } = entry!.draft;
    for (const { originFileObj: scan } of v.scans ?? [])
      if (scan) files.push(await attachPhoto(scope, dek, OF_TIP, scan));
    return sealEntry(entry!, v.channel as EnteredBy, header, text, files);
  };
  const submit = async (v: Entered) => {
    setBusy(true);
    setProblem('');
    try {
      if (ready.current === undefined) ready.current = { of: v, input: await seal(v) };
      await sendEntry(entry!, ready.current.input);
      setReceipt(entry!.draft.receipt);
    } catch (error) {
      // Lost on the way it may have arrived: then the same goes again. Refused, it may be corrected.
      if (error instanceof ApiError && error.code !== 'offline') ready.current = undefined;
      setProblem(error instanceof ApiError ? sentence(error) : '没有加密成功，内容还在页面上，请再试。');
    } finally {
      setBusy(false);
    }
  };
  const done = async () => {
    client.removeQueries({ queryKey: ['entry'] });
    await navigate({ to: '/tips' });
  };
  if (receipt) return <TipSlip receipt={receipt} onDone={() => void done()} />;
  return (
    <div className="card" style={{ maxWidth: 760 }}>
      <p>
        请照举报人的原话记录。内容在本机加密后提交，和网上举报一样只有受理人员能打开；提交后会给出一张回执，请交给举报人。
      </p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ channel: 'phone', track: 'anonymous', danger: false, casualty: false, aboutOffice: false }}
        onFinish={(v) => void submit(v)}
        disabled={busy || ready.current !== undefined}
      >
        <EnterFields page={page} />
        {problem && <Alert type="error" showIcon role="alert" title={problem} style={{ marginBottom: 12 }} />}
        <Button type="primary" htmlType="submit" disabled={busy || !entry} loading={busy || !entry}>
          {entry ? '加密并提交' : '正在准备密钥…'}
        </Button>
      </Form>
    </div>
  );
}
