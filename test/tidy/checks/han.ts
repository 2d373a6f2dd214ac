import type { Check, Finding, Repo } from '../repo.ts'
import { blank, isTest, places } from '../source.ts'

/** Texts of the screens live in i18n files, where both languages stand side by side and a test compares them. */
function find(repo: Repo): Finding[] {
  return repo.files
    .filter((path) => /^(console|h5)\/src\/.*\.tsx$/.test(path) && !isTest(path) && !/i18n|locales/.test(path))
    .flatMap((path) =>
      places(
        path,
        blank(repo.text(path), { strings: false }),
        /\p{Script=Han}+/u,
        '“$0” belongs in i18n, with its English',
      ),
    )
}

export const han: Check = {
  name: 'Chinese outside i18n',
  find,
  bad: {
    'console/src/pages/loans.tsx': '// 贷款\nexport const title = <h1>贷款</h1>',
    'h5/src/i18n/zh.ts': "export const title = '贷款'",
  },
  finds: ['console/src/pages/loans.tsx:2'],
}
