export { type Audience, audienceOf, idsOf } from './audience.ts'
export { type Bits, both, countBits, countBoth, eachRow, hasBit, rowsOf, without } from './bits.ts'
export { type ClusterBound, type ClusterFact, cluster } from './cluster.ts'
export { createMatcher, type Matcher } from './matcher.ts'
export { overlap } from './overlap.ts'
export { type ProfiledFact, type ProfiledGroup, type ProfileFact, profile } from './profile.ts'
export { readSnapshot, type SnapshotRefusal, writeSnapshot } from './snapshot.ts'
export {
  createStore,
  customerAt,
  customerSlots,
  factTypesOf,
  populationOf,
  putCustomer,
  putSlots,
  removeCustomer,
  type SegmentStore,
  type StoreOptions,
} from './store.ts'
export {
  breakdown,
  evenCuts,
  type FactGroup,
  type FactTally,
  type Measure,
  type PartTally,
  tallyFact,
} from './tally.ts'
export { type Waterfall, type WaterfallLine, type WaterfallStep, waterfall } from './waterfall.ts'
