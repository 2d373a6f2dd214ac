import { z } from 'zod'
import { valuesOf } from '../labels.ts'

/** Which part of the country a report is about; every report takes the same two. */
export const placeFields = {
  area: z.enum(valuesOf('area')).optional(),
  /** The first two digits of a region code. */
  province: z
    .string()
    .regex(/^\d{2}$/, 'request.not_a_province')
    .optional(),
}
