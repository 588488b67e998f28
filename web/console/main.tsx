import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './data.ts';
import { router } from './router.tsx';
import './console.css';
import './tasks.css';
import './month.css';
import './notice.css';
import './supervision.css';
import './draws.css';
import './committees.css';
import './checks.css';
import './engagements.css';
import './experts.css';
import '../shared/expert-timeline.css';
import './seats.css';
import './tip-desk.css';
import { theme } from './theme.ts';

const root = document.getElementById('root')!;
const nonce = root.dataset.nonce ?? '';

// Two of antd's helpers (scroll-bar width, scroll lock) forget the nonce; every style element we make carries it.
const create = document.createElement.bind(document);
document.createElement = ((name: string, options?: ElementCreationOptions) => {
  const made = create(name, options);
  if (name === 'style') made.nonce = nonce;
  return made;
}) as typeof document.createElement;

createRoot(root).render(
  <StrictMode>
    <ConfigProvider locale={zhCN} theme={theme} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      <AntApp>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  </StrictMode>,
);
