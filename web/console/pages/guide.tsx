import { Link } from '@tanstack/react-router';
import { Button, Steps } from 'antd';
import { finishStep, guide } from '../../../workers/contract/people.ts';
import { useCommand, useRoute } from '../data.ts';
import { useMe } from '../parts/person.ts';
import { Fallible } from '../parts/states.tsx';

const TEXTS = {
  committees: ['核对委员会', '起始包已装入委员会、成员单位和行业监管分工，请按本地文件核对。', '/committees', '去核对'],
  people: ['导入单位和人员', '从 Excel 一次导入，先预览、逐行检查，再确认。', '/import', '去导入'],
  tip_office: [
    '指定举报受理员',
    '给至少两名受理员“举报受理员”岗位，由他们生成密钥、启用根密钥和受理密钥，再制作三份恢复码。',
    '/tip-keys',
    '去启用',
  ],
  poster: ['打印举报海报', '海报上有本地区举报页的二维码，张贴到车间、工地、社区。', '', '打开海报'],
  test_tip: ['发一条测试举报', '用手机扫海报上的码，发一条“测试”，再到举报受理台打开它。', '', '打开举报页'],
} as const;

export function Guide() {
  const me = useMe();
  const query = useRoute(guide, {}, { refetchInterval: 15_000 });
  const finish = useCommand(finishStep, { touches: ['guide'] });
  const steps = query.data?.steps ?? [];
  const links: Record<string, string> = { poster: `/${me.tenant.slug}/poster`, test_tip: `/${me.tenant.slug}/tip` };
  return (
    <div className="card" style={{ maxWidth: 760 }}>
      <h2>{steps.length > 0 && steps.every((s) => s.done) ? '都准备好了' : '开通后先做这五件事'}</h2>
      <Fallible query={query}>
        <Steps
          orientation="vertical"
          current={steps.findIndex((s) => !s.done)}
          items={steps.map((s) => {
            const [title, text, to, label] = TEXTS[s.key];
            return {
              title,
              status: s.done ? 'finish' : undefined,
              content: (
                <div style={{ paddingBottom: 12 }}>
                  <p style={{ margin: '0 0 8px' }}>{s.detail || text}</p>
                  <div className="row">
                    {to ? (
                      <Link to={to}>{label}</Link>
                    ) : (
                      <a href={links[s.key]} target="_blank" rel="noreferrer">
                        {label}
                      </a>
                    )}
                    {!s.done && s.key !== 'tip_office' && (
                      <Button size="small" onClick={() => finish.mutate({ key: s.key as 'people', done: true })}>
                        已做好
                      </Button>
                    )}
                  </div>
                </div>
              ),
            };
          })}
        />
      </Fallible>
    </div>
  );
}
