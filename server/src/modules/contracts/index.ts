import './schema.ts'

export type { Agreement, AgreementLine, AgreementPlan, AgreementStatus, AgreementTerms } from './agreement-model.ts'
export { agreementHash } from './agreement-model.ts'
export type { AgreementCopy } from './agreement-store.ts'
export {
  endAgreement,
  insertAgreement,
  insertAgreementPaper,
  insertCopy,
  keepReading,
  nextAgreementNumber,
  readAgreement,
  readAgreementPaper,
  readAgreementsOf,
  readCopiesOf,
  readCopy,
  readSpent,
  setSigningDays,
  signDaysOn,
  updateAgreementToSigned,
} from './agreement-store.ts'
export { burdenOf } from './burden.ts'
export type { Clause, ClauseFacts } from './clauses.ts'
export { CLAUSES_VERSION, clausesOf } from './clauses.ts'
export type { Acknowledgement, Burden, Contract, ContractStatus, Signature } from './model.ts'
export { scheduleOf } from './model.ts'
export {
  acknowledge,
  contractById,
  draftContract,
  illegalStep,
  loanIdOf,
  loanTermsFrom,
  minReadSeconds,
  packOf,
  type Reading,
  requireDisclosed,
  requireLawful,
} from './service.ts'
export {
  holdApplication,
  insertContracts,
  insertPaper,
  lockBorrower,
  nextContractNumbers,
  readContractOf,
  readPaper,
  updateToSigned,
  updateToVoid,
} from './store.ts'
