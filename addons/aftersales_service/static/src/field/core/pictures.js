// Long side in pixels: a serial plate stays readable, a photo stays under 300 kB.
const LONG_SIDE = 1600;
const QUALITY = 0.8;

function toBlob(canvas, type, quality) {
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}

/** A photo as the phone took it, made small enough to travel: a JPEG. */
export async function shrinkPhoto(file) {
  const bitmap = await createImageBitmap(file, {imageOrientation: "from-image"});
  const scale = Math.min(1, LONG_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return toBlob(canvas, "image/jpeg", QUALITY);
}

export function toPng(canvas) {
  return toBlob(canvas, "image/png");
}
