import type { investigationApi, OutputOf } from '@puhui/api'

export type OwnPapers = OutputOf<typeof investigationApi.getOwnPapers>
export type PaperKind = OwnPapers['papers'][number]['kind']
