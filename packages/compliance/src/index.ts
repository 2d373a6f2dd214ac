export type { AdvertisingCode, AdvertisingText } from './advertising.ts'
export { checkAdvertising } from './advertising.ts'
export type { Bank, BankCard, BankCardRefusal, BankCode } from './bank-card.ts'
export { BANKS, luhnCheckDigit, parseBankCard } from './bank-card.ts'
export type { CalendarRefusal } from './china-calendar.ts'
export {
  CALENDAR_YEARS,
  CHINA_CALENDAR,
  holidaysFor,
  isChinaWorkingDay,
  nextChinaWorkingDay,
} from './china-calendar.ts'
export type { ChineseNameRefusal } from './chinese-name.ts'
export { parseChineseName } from './chinese-name.ts'
export type {
  AskCode,
  ConsentCode,
  ConsentKind,
  ConsentNotice,
  ConsentPurpose,
  ConsentRecord,
  PurposeId,
} from './consent.ts'
export { lastAnswer, loanFlowAfterDenial, mayAsk, mayProcess, withdrawal } from './consent.ts'
export type { CreditCode, CreditCodeRefusal } from './credit-code.ts'
export { creditCodeCheck, parseCreditCode } from './credit-code.ts'
export type { DisclosureAck, DisclosureCode, SigningFacts } from './disclosure.ts'
export { COST_TABLE_FROM, checkDisclosure } from './disclosure.ts'
export type { DataClass, FieldClass, FieldName } from './field-class.ts'
export { FIELD_CLASSES, fieldClass } from './field-class.ts'
export type { FundUse, UseShare } from './fund-use.ts'
export { FUND_USES, fundUseOf, isForbiddenUse, useShares } from './fund-use.ts'
export type { BorrowerKind, InclusiveFacts, InclusiveLimits, InclusiveTag, LoanPurpose } from './inclusive.ts'
export { INCLUSIVE_LIMITS, inclusiveTag } from './inclusive.ts'
export type { LawfulLender, LenderKind } from './lender-kind.ts'
export { LENDER_KINDS } from './lender-kind.ts'
export type { Lpr, LprRefusal, LprTable } from './lpr.ts'
export { LPR_PUBLISHED_THROUGH, LPR_SERIES, lprOn } from './lpr.ts'
export type { MaskKind } from './mask.ts'
export { mask, maskAddress, maskBankCard, maskEmail, maskMobile, maskName, maskResidentId } from './mask.ts'
export type { Mobile, MobileRefusal } from './mobile.ts'
export { parseMobile, VIRTUAL_OPERATOR_PREFIXES } from './mobile.ts'
export { PROVINCES } from './provinces.ts'
export type { Handler, Handlers } from './purposes.ts'
export { consentPurposes, purposeOf } from './purposes.ts'
export { type Division, divisionOf, type Region, regionOf } from './regions.ts'
export type { ResidentId, ResidentIdRefusal } from './resident-id.ts'
export { parseResidentId, residentIdCheckDigit } from './resident-id.ts'
export type {
  Classified,
  ProvisionTable,
  RiskCategory,
  RiskFacts,
  RiskLimits,
  RiskTrigger,
  Seasoning,
  SeasoningLimits,
} from './risk-category.ts'
export {
  compareCategory,
  mayUpgrade,
  NON_PERFORMING,
  PROVISION_TABLES,
  policyProvision,
  RISK_CATEGORIES,
  RISK_LIMITS,
  recoveryOf,
  riskCategory,
  SEASONING_LIMITS,
} from './risk-category.ts'
export type { Parameter, ParameterBound, Parameters, ParameterValue, Provenance, Rule, ValuesOf } from './rule.ts'
export type {
  CodeOf,
  ComplianceCode,
  InputOf,
  OverrideProblem,
  Overrides,
  OverridesRefusal,
  RuleFacts,
  RuleId,
  RulePack,
} from './rule-pack.ts'
export { checkRule, RULES, rulePack, rulesInForce } from './rule-pack.ts'
export type { Affordability } from './rules/affordability.ts'
export { debtToIncomePpm } from './rules/affordability.ts'
export type { NewLoans } from './rules/average-cost.ts'
export type { CardInput } from './rules/bank-card-number.ts'
export type { ConsumerFinanceInput } from './rules/consumer-finance-limit.ts'
export type { AnnualCost } from './rules/cost-cap.ts'
export type { CostTableInput } from './rules/cost-table.ts'
export type { DataHandling } from './rules/data-class.ts'
export type { DataCopy, DataOrigin } from './rules/data-copy.ts'
export type { DataEnd, DeletionTrigger } from './rules/data-deletion.ts'
export { afterUse } from './rules/data-deletion.ts'
export type { EarlyRepayment, UsedMoney } from './rules/early-repayment.ts'
export { interestForDaysUsed } from './rules/early-repayment.ts'
export type { SubsidyClaim } from './rules/interest-subsidy.ts'
export type { InternetLoan } from './rules/internet-loan-limit.ts'
export type { JointLending } from './rules/joint-lending.ts'
export type { Processing } from './rules/lawful-basis.ts'
export type { MicroloanCost } from './rules/microloan-cost.ts'
export type { AgeInput } from './rules/minimum-age.ts'
export type { PenaltyRate } from './rules/penalty-band.ts'
export type { PersonalLoan } from './rules/personal-loan-limits.ts'
export type { PrivateContract } from './rules/private-lending-line.ts'
export type { LoanUse } from './rules/prohibited-purpose.ts'
export type { Provisioning } from './rules/provisioning.ts'
export type { StatedRate } from './rules/rate-calculation.ts'
export type { Classification } from './rules/risk-classification.ts'
export type { Reclassification } from './rules/risk-upgrade.ts'
export type { SensitiveAct } from './rules/separate-consent.ts'
export type { Payout } from './rules/withheld-interest.ts'
export { principalForInterest } from './rules/withheld-interest.ts'
export type { Source, SourceId } from './sources.ts'
export { SOURCES } from './sources.ts'
export type { Facts, Verdict } from './verdict.ts'
