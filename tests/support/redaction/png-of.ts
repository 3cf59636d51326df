import type { Page } from '@playwright/test';

/** The same picture as PNG. @param page any page, which unpacks it */
export async function pngOf(page: Page, jpeg: Buffer): Promise<Buffer> {
  const address = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/jpeg;base64,${base64}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    canvas.getContext('2d')!.drawImage(image, 0, 0);
    return canvas.toDataURL('image/png');
  }, jpeg.toString('base64'));
  return Buffer.from(address.split(',')[1]!, 'base64');
}
