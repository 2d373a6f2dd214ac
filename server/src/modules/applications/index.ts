import './schema.ts'

export {
  type Application,
  type ApplicationStatus,
  type Channel,
  COMMAND_OF,
  type Command,
  decideStep,
  type FactGroup,
  factGroup,
  factsOf,
  type Outcome,
  type Step,
} from './model.ts'
export { applicationById, approvedApplications, type Move, moveApplication } from './service.ts'
