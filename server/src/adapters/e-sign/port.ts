import type { Localized } from '@puhui/kernel'

/** What is to be signed: the hash of the paper, never the paper itself. */
export interface SigningRequest {
  readonly contractId: string
  readonly documentSha256: string
  readonly signedAt: string
}

/** Puts a borrower's electronic signature and a time stamp on a paper. */
export interface ESignPort {
  /** How it signs, as it stands on the paper. */
  readonly means: Localized
  readonly provider: string
  readonly isSimulated: boolean
  /** @returns the number of the certificate */
  sign(request: SigningRequest): Promise<{ readonly reference: string }>
}
