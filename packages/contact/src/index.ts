export { CONTACT_CHECKS, type ContactCheck, type ContactRefusal, type ContactStage, isQuiet } from './checks.ts'
export { type ContactVerdict, mayContact } from './gate.ts'
export type { ContactChannel, ContactKind, ContactRequest, ContactSituation } from './request.ts'
export { CAREFUL_RULES, type ContactRules } from './rules.ts'
