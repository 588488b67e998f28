import { useEffect, useRef, useState } from 'react';

/** What the viewer shows; the list with the exact types is its own. */
export const SHOWN =
  /^(image\/(jpeg|png|webp|gif)|video\/(mp4|webm|quicktime)|audio\/(mpeg|mp4|aac|ogg|wav|webm)|text\/plain)$/;
const HIGHEST = 620;

/**
 * A decrypted file in a frame without an origin (web/viewer): nothing in it reaches this page, its keys or the network. A
 * frame without an origin can only be written to as `*`; that it is still the viewer, its `ready` and frame-src see to.
 */
export function FileFrame({ file, type, name }: { file: Blob; type: string; name: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(60);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const heard = (event: MessageEvent<{ ready?: true; height?: number; failed?: true }>) => {
      const inside = frame.current?.contentWindow;
      if (!inside || event.source !== inside || event.origin !== 'null') return;
      if (event.data.ready) inside.postMessage({ file, type, name }, '*');
      if (typeof event.data.height === 'number') setHeight(Math.min(HIGHEST, Math.max(40, event.data.height)));
      if (event.data.failed) setFailed(true);
    };
    window.addEventListener('message', heard);
    return () => window.removeEventListener('message', heard);
  }, [file, type, name]);
  if (failed) return <span className="late">这个文件在这里放不出来，请下载查看。</span>;
  return (
    <iframe
      ref={frame}
      src="/viewer"
      sandbox="allow-scripts"
      title={name}
      style={{ width: '100%', height, border: '1px solid #e1e4ea', marginTop: 8 }}
    />
  );
}
