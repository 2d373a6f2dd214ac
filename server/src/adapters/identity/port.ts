/** What an identity provider is asked. It leaves the platform, and only for a purpose that was consented to. */
export interface IdentityQuestion {
  readonly name: string
  readonly residentId: string
}

export interface IdentityAnswer {
  readonly verdict: 'passed' | 'failed' | 'unknown'
  readonly provider: string
  readonly isSimulated: boolean
  /** The provider's own number of the check. */
  readonly reference: string
}

/** Whose telephone, card and address these are, asked together. */
export interface OwnershipQuestion extends IdentityQuestion {
  readonly mobile: string
  readonly bankCard: string
  readonly address: string
}

/** Facts by their ids in the catalogue; nothing came back: `timedOut`, and all is unknown. */
export interface OwnershipAnswer {
  readonly status: 'answered' | 'timedOut'
  readonly facts: Readonly<Record<string, boolean | null>> | null
  readonly provider: string
  readonly isSimulated: boolean
  readonly priceFen: bigint
  readonly latencyMs: number
  readonly reference: string
}

/** Checks that a name and an ID number belong together, and that a face is the one of the document. */
export interface IdentityPort {
  checkDocument(question: IdentityQuestion): Promise<IdentityAnswer>
  checkFace(question: IdentityQuestion): Promise<IdentityAnswer>
  checkOwnership(question: OwnershipQuestion): Promise<OwnershipAnswer>
}
