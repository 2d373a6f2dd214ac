/** Where people live: a city's streets, the seat of a county, a village. The first is urban, the last rural. */
export type Settlement = 'city' | 'county-town' | 'village'
