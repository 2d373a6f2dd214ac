import { connect } from 'node:net'

/** Sends bytes as they are to a listening server and gives back what came until it hung up; no client mends anything. */
export function sendBytes(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    const pieces: Buffer[] = []
    socket.on('data', (piece: Buffer) => pieces.push(piece))
    socket.on('error', () => {})
    socket.on('close', () => resolve(Buffer.concat(pieces).toString('latin1')))
  })
}

/** A request without a body, its address as it stands. */
export function rawGet(port: number, address: string): Promise<string> {
  return sendBytes(port, `GET ${address} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n\r\n`)
}

export interface FormFile {
  readonly name: string
  readonly content: Buffer | string
}

/** A form with text fields and one file, whose name stands there as it is. */
export function formOf(fields: Readonly<Record<string, string>>, file: FormFile) {
  const mark = 'edge-of-the-form'
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${mark}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: image/png\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(`${texts.join('')}${head}`, 'latin1'),
    Buffer.from(file.content),
    Buffer.from(`\r\n--${mark}--\r\n`),
  ])
  return { headers: { 'content-type': `multipart/form-data; boundary=${mark}` }, payload }
}
