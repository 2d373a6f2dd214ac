import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { roles } from '@puhui/api'
import type { FastifyRequest } from 'fastify'
import { type Actor, staffActor } from '../actor.ts'
import type { Config } from '../config.ts'
import { permissionsOf } from './session.ts'

/** The operator at the machine: whoever may read the data folder may run the platform's commands. */
export const OPERATOR = 'usr_operator'

const OPERATOR_ROLES = roles.map((role) => role.id)

/** A token for one life of the process; it is nowhere but in memory and in the file below. */
export function newOperatorToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Tells the command line where this process is and how to speak to it; only the owner of the folder can read it. */
export function announceToOperator({ dataDir, operatorToken }: Config, address: string): void {
  if (operatorToken === null) return
  const file = path.join(dataDir, 'operator.json')
  writeFileSync(file, `${JSON.stringify({ address, token: operatorToken })}\n`, { mode: 0o600 })
}

/** The operator behind a bearer token; null without one or with a wrong one. */
export function operatorActor({ operatorToken }: Config, request: FastifyRequest): Actor | null {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (operatorToken === null || given === undefined) return null
  return timingSafeEqual(digest(given), digest(operatorToken))
    ? staffActor(OPERATOR, permissionsOf(OPERATOR_ROLES))
    : null
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
