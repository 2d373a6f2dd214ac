import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply } from 'fastify'
import { RefusalError } from '../refusal-error.ts'
import type { App } from './app.ts'

/** Where the built pages of console and mobile web lie. */
export interface PageFolders {
  readonly console: string
  readonly h5: string
}

/**
 * Serves the console at `/` and the borrower's pages at `/m/`; unknown paths without an extension are theirs to route.
 * Where the build laid `x.br` or `x.gz` beside `x`, a browser that takes it gets that.
 */
export async function mountPages({ server }: App, folders: PageFolders): Promise<void> {
  await server.register(fastifyStatic, { root: folders.console, serve: false, preCompressed: true })
  server.get('/m', async (_request, reply) => reply.redirect('/m/'))
  server.get('/m/*', async (request, reply) => page(reply, folders.h5, (request.params as { '*': string })['*']))
  server.get('/*', async (request, reply) => page(reply, folders.console, (request.params as { '*': string })['*']))
  server.setNotFoundHandler(() => {
    throw new RefusalError({ code: 'request.not_found' })
  })
}

const YEAR_SECONDS = 31_536_000

function page(reply: FastifyReply, folder: string, asked: string): FastifyReply {
  if (asked.startsWith('api/') || asked.startsWith('health/')) throw new RefusalError({ code: 'request.not_found' })
  const isFile =
    asked !== '' && existsSync(path.join(folder, path.normalize(`/${asked}`))) && path.extname(asked) !== ''
  if (!isFile && path.extname(asked) !== '') throw new RefusalError({ code: 'request.not_found' })
  const file = isFile ? asked : 'index.html'
  const isHashed = file.startsWith('assets/')
  reply.header('cache-control', isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache')
  return reply.sendFile(file, folder, { cacheControl: false })
}
