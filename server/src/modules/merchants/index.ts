import type { ServerModule } from '../../platform/module.ts'
import { routes } from './routes.ts'
import './schema.ts'

export { decideMerchant, merchantById, payableMerchant, proposeMerchant } from './service.ts'
export { type Merchant, type NewMerchant, readActive } from './store.ts'

export const merchantsModule: ServerModule = { name: 'merchants', routes }
