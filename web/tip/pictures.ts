import { make } from './dom.ts';

const EDGE = 1600;
export const MIB = 1024 * 1024;
export const megabytes = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MB`;

/** A picture drawn anew as JPEG, so that place, time and device in it are gone; at most 1600 pixels a side. */
export async function redraw(file: File): Promise<Blob> {
  const url = URL.createObjectURL(file);
  try {
    const image = await loaded(url);
    const scale = Math.min(1, EDGE / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = make('canvas', {
      width: Math.max(1, Math.round(image.naturalWidth * scale)),
      height: Math.max(1, Math.round(image.naturalHeight * scale)),
    });
    const paper = canvas.getContext('2d') as CanvasRenderingContext2D;
    paper.fillStyle = '#fff';
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('canvas'))), 'image/jpeg', 0.82);
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

function loaded(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('image'));
    image.src = url;
  });
}
