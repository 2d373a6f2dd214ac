/** A string that names one kind of thing; the brand keeps a loan's id out of a customer's place. */
export type Id<Kind extends string> = string & { readonly __id: Kind }

export type CustomerId = Id<'customer'>
