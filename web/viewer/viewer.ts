/**
 * Shows one decrypted file, in a frame without an origin: nothing that a file does reaches the console, its keys or the
 * network. The bytes come by message from whoever made the frame.
 */
const KINDS: Readonly<Record<string, 'img' | 'video' | 'audio' | 'pre'>> = {
  'image/jpeg': 'img',
  'image/png': 'img',
  'image/webp': 'img',
  'image/gif': 'img',
  'video/mp4': 'video',
  'video/webm': 'video',
  'video/quicktime': 'video',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/aac': 'audio',
  'audio/ogg': 'audio',
  'audio/wav': 'audio',
  'audio/webm': 'audio',
  'text/plain': 'pre',
};
/** Of a text; the rest is to be downloaded. */
const TEXT_MAX = 512 * 1024;

const tell = (said: { ready: true } | { height: number } | { failed: true }): void => parent.postMessage(said, '*');

function show({ file, type, name }: { file: Blob; type: string; name: string }): void {
  const kind = KINDS[type];
  if (!kind) {
    tell({ failed: true });
    return;
  }
  const element = document.createElement(kind);
  const shown = (): void => tell({ height: document.documentElement.scrollHeight });
  element.addEventListener('error', () => tell({ failed: true }));
  if (element instanceof HTMLPreElement) {
    void new Response(file.slice(0, TEXT_MAX)).text().then((text) => {
      element.textContent = file.size > TEXT_MAX ? `${text}\n……（太长，后面的请下载查看）` : text;
      shown();
    });
  } else {
    // The type is one of the list, whatever the file is: no browser runs a script in an image or a film.
    const url = URL.createObjectURL(file.slice(0, file.size, type));
    if (element instanceof HTMLImageElement) {
      element.alt = name;
      element.addEventListener('load', shown);
    } else {
      element.controls = true;
      element.setAttribute('aria-label', name);
      element.addEventListener('loadedmetadata', shown);
    }
    element.src = url;
  }
  document.body.replaceChildren(element);
}

window.addEventListener('message', (event: MessageEvent<{ file: Blob; type: string; name: string }>) => {
  if (event.source === parent && event.data.file instanceof Blob) show(event.data);
});
tell({ ready: true });
