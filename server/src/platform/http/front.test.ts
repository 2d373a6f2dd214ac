import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type Front, openFront, type Patience } from './front.ts'

const short = { headersMs: 200, requestMs: 400, lookEveryMs: 50 }

async function front(patience: Patience): Promise<Front> {
  const opened = await openFront({
    host: '127.0.0.1',
    port: 0,
    patience,
    handler: (request, response) => request.resume().on('end', () => response.end('whole')),
  })
  onTestFinished(() => opened.close())
  return opened
}

/** Sends the beginning and then a piece now and then; answers what came until the connection was closed. */
function trickle({ address }: Front, begin: string, piece: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(Number(new URL(address).port), '127.0.0.1', () => socket.write(begin))
    const timer = setInterval(() => piece && socket.writable && socket.write(piece), 50)
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(timer)
      resolve(answer.split('\r\n')[0]!)
    })
  })
}

test.each([
  ['nothing at all', '', ''],
  ['headers line by line', 'GET / HTTP/1.1\r\nHost: x\r\n', 'X-More: a\r\n'],
  ['a body byte by byte', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n', 'a'],
  ['a body without an end', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\na\r\n'],
])(
  '[FRONT-1] a client that sends %s is told that it took too long, and its connection closed',
  async (_, begin, piece) => {
    expect(await trickle(await front(short), begin, piece)).toBe('HTTP/1.1 408 Request Timeout')
  },
)

test('[FRONT-1] headers without an end are refused before they fill the memory', async () => {
  const begin = `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(100_000)}`
  expect(await trickle(await front(short), begin, 'a')).toBe('HTTP/1.1 431 Request Header Fields Too Large')
})

test('[FRONT-2] a thousand silent connections keep nobody from an answer', async () => {
  const opened = await front({ ...short, headersMs: 20_000, requestMs: 20_000 })
  const port = Number(new URL(opened.address).port)
  const silent = await Promise.all(
    Array.from({ length: 1_000 }, () => {
      return new Promise<ReturnType<typeof connect>>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => resolve(socket)).on('error', () => resolve(socket))
      })
    }),
  )
  onTestFinished(() => {
    for (const socket of silent) socket.destroy()
  })
  expect(await (await fetch(opened.address)).text()).toBe('whole')
})
