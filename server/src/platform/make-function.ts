import { compileFunction } from 'node:vm'
import type { MakeFunction } from '@puhui/policy'

/**
 * Makes a function from text that the policy package wrote. This is the only place that does so; what authors write
 * stands in the text as quoted constants only.
 */
export const makeFunction: MakeFunction = (body, parameter) =>
  compileFunction(body, [parameter]) as ReturnType<MakeFunction>
