export type { ContractPaper } from './contract-paper.ts'
export { contractPdf } from './contract-paper.ts'
export type { SettlementCertificate } from './settlement-certificate.ts'
export { settlementCertificatePdf } from './settlement-certificate.ts'
