import './schema.ts'

export { SOURCE_RULES, type SourceAnswer, type SourceName } from './model.ts'
export { providerName } from './provider-name.ts'
export { type Ask, askSource, knownAnswer } from './service.ts'
