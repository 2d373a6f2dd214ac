/** What a scenario asks for and the fold that serves loans cannot be told. */
export class NotServed extends Error {
  constructor(missing: string) {
    super(missing)
    this.name = 'NotServed'
  }
}
