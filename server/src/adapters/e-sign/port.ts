import type { Localized } from '@puhui/kernel'

/** What is to be signed: the hash of the paper, never the paper itself. */
export interface SigningRequest {
  readonly contractId: string
  readonly documentSha256: string
  readonly signedAt: string
}

export interface SigningAnswer {
  /** How it was signed, as it stands on the paper. */
  readonly means: Localized
  readonly provider: string
  readonly reference: string
  readonly isSimulated: boolean
}

/** Puts a borrower's electronic signature and a time stamp on a paper. */
export interface ESignPort {
  sign(request: SigningRequest): Promise<SigningAnswer>
}
