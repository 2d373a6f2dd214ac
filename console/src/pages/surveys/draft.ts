import type { BodyOf, surveysApi } from '@puhui/api'

export type Plan = BodyOf<typeof surveysApi.createSurvey>
export type Draft = Omit<Plan, 'code'>

/** What the fields leave open is nothing: no options, no scale, no condition. */
export function bodyOf<V extends Partial<Draft>>(values: V) {
  return {
    ...values,
    segmentId: values.segmentId ?? null,
    questions: (values.questions ?? []).map((question) => ({
      id: question.id ?? '',
      kind: question.kind,
      text: { zh: question.text?.zh ?? '', en: question.text?.en ?? '' },
      isRequired: question.isRequired ?? false,
      options: hasOptions(question.kind)
        ? (question.options ?? []).map((option) => ({
            id: option?.id ?? '',
            label: { zh: option?.label?.zh ?? '', en: option?.label?.en ?? '' },
          }))
        : [],
      scale: question.kind === 'scale' ? { from: question.scale?.from ?? 1, to: question.scale?.to ?? 5 } : null,
      showIf: question.showIf ?? '',
      feeds: question.feeds ?? null,
    })),
  }
}

export function hasOptions(kind: string | undefined): boolean {
  return kind === 'single' || kind === 'multiple' || kind === 'ranking'
}
