import type { Insertable } from 'kysely'
import type { CustomerTable } from './schema.ts'

/** A customer that comes from a file, sealed and ready for its row. */
export type ImportedCustomer = Insertable<CustomerTable>
