/** A JPEG with a picture that is told by a word, and what its metadata says of the program that wrote it. */
export function jpegOf(shown: string, software = '', taken = '2026:11:20 10:00:00'): Buffer {
  const said = Buffer.from(`Exif\0\0 ${software}\0 ${taken}\0`)
  const about = Buffer.concat([Buffer.from([0xff, 0xe1, (said.length + 2) >> 8, (said.length + 2) & 0xff]), said])
  const table = Buffer.from([0xff, 0xdb, 0, 4, 1, 2])
  const scan = Buffer.concat([Buffer.from([0xff, 0xda, 0, 2]), Buffer.from(shown), Buffer.from([0xff, 0xd9])])
  return Buffer.concat([Buffer.from([0xff, 0xd8]), about, table, scan])
}
