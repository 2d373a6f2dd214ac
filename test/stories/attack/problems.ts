import { type AnyOperation, isRefusalCode, type Problem, refusalCatalogue } from '@puhui/api'
import type { LightMyRequestResponse } from 'fastify'

const HAN = /\p{Script=Han}/u
/** A fact that is missing shows as an ellipsis, a bug as one of the others. */
const UNSAID = /…|undefined|\[object|\{\w+\}/

/** What is wrong with how an operation answered; empty when an answer or a refusal is as it must be. */
export function faultsOf(operation: AnyOperation, answer: LightMyRequestResponse, locale: 'zh' | 'en'): string[] {
  const { statusCode, headers, body } = answer
  if (statusCode < 400) return []
  if (statusCode >= 500) return [`${operation.id} answers ${statusCode}`]
  if (!String(headers['content-type']).startsWith('application/problem+json'))
    return [`${operation.id} refuses as ${headers['content-type']}: ${body.slice(0, 100)}`]
  const problem = JSON.parse(body) as Problem
  return textFaults(problem, locale).map((fault) => `${operation.id} ${problem.code}: ${fault}`)
}

function textFaults(problem: Problem, locale: 'zh' | 'en'): string[] {
  const { code, status, title, help = '', problems = [] } = problem
  if (!isRefusalCode(code)) return ['is no declared refusal']
  const texts = [title, help, ...problems.map(({ message }) => message)]
  return [
    ...(refusalCatalogue[code].status === status ? [] : [`has status ${status}`]),
    ...(locale === 'en' && HAN.test(refusalCatalogue[code].en) ? ['speaks Chinese in English'] : []),
    ...(locale === 'zh' && !HAN.test(title) ? [`speaks no Chinese: ${title}`] : []),
    ...(code === 'request.invalid' && problems.length === 0 ? ['names no place'] : []),
    ...problems
      .filter(({ pointer }) => !/^(\/|query|params)/.test(pointer))
      .map(({ pointer }) => `points to ${pointer}`),
    ...texts.filter((text) => UNSAID.test(text)).map((text) => `leaves unsaid: ${text}`),
  ]
}
