import type { ServerModule } from '../../platform/module.ts'
import { routes } from './routes.ts'
import './schema.ts'

export { LISTS, type ListName } from './model.ts'
export { ask, decideRequests, listedOn, type Proposal, propose } from './service.ts'
export { readListsOfCustomers } from './store.ts'
export { SUBJECT_KINDS, type Subject, type SubjectKind, subjectFrom, subjectsOf } from './subject.ts'

export const listsModule: ServerModule = { name: 'lists', routes }
