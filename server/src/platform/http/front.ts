import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** The one listening socket of the server; what answers behind it may change while it listens. */
export interface Front {
  readonly address: string
  serve(handler: Handler): void
  close(): Promise<void>
}

export interface FrontOptions {
  readonly host: string
  /** Null: the first free port from 8080 on. */
  readonly port: number | null
  readonly handler: Handler
  readonly patience?: Patience
}

/** How long a client may take; one that takes longer is told so (408) and its connection closed. */
export interface Patience {
  /** From the connection, or the request before, to the end of the headers. */
  readonly headersMs: number
  /** To the end of the body; an upload of the largest size needs a line of 30 Mbit/s. */
  readonly requestMs: number
  /** How often the slow ones are looked for. */
  readonly lookEveryMs: number
}

const PATIENCE: Patience = { headersMs: 30_000, requestMs: 60_000, lookEveryMs: 5_000 }

const DEFAULT_PORT = 8080
const PORTS_TRIED = 50

/** Listens at once, so that people see a page while the rest comes up. */
export async function openFront({ host, port, handler, patience = PATIENCE }: FrontOptions): Promise<Front> {
  let current = handler
  const server = createServer(
    {
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: patience.lookEveryMs,
      keepAliveTimeout: 10_000,
    },
    (request, response) => current(request, response),
  )
  const listening = port === null ? await firstFree(server, host) : await listen(server, host, port)
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? 'localhost' : host}:${listening}`,
    serve: (next) => {
      current = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        setTimeout(() => server.closeAllConnections(), 1_000).unref()
        server.closeIdleConnections()
      }),
  }
}

async function firstFree(server: Server, host: string): Promise<number> {
  for (let port = DEFAULT_PORT; ; port++) {
    try {
      return await listen(server, host, port)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port === DEFAULT_PORT + PORTS_TRIED) throw error
    }
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.removeListener('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
