export { type Catalogue, catalogue, type Texts } from '@puhui/design'
