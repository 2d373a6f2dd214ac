import { writeFileSync } from 'node:fs'
import type { Reporter, TestCase } from 'vitest/node'

/** Names, in the file that PUHUI_SECOND_TRY says, the tests that failed once and then passed, with what failed. */
export default class SecondTry implements Reporter {
  readonly #tests: { title: string; message: string }[] = []

  onTestCaseResult(test: TestCase): void {
    if (!test.diagnostic()?.flaky) return
    const [first] = test.result().errors ?? []
    this.#tests.push({ title: test.fullName, message: first?.message ?? '' })
  }

  onTestRunEnd(): void {
    const file = process.env.PUHUI_SECOND_TRY
    if (file) writeFileSync(file, JSON.stringify(this.#tests))
  }
}
