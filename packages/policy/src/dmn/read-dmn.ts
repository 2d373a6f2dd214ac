import { ok, type Result, refuse } from '@puhui/kernel'
import type {
  DmnDecision,
  DmnFunction,
  DmnHitPolicy,
  DmnInput,
  DmnLogic,
  DmnModel,
  DmnTable,
  DmnType,
} from './dmn-model.ts'
import { FUNCTION_NAMES } from './feel-functions.ts'
import { parseFeel, parseFeelTests } from './feel-parse.ts'
import { childOf, childrenOf, readXml, type XmlElement, type XmlRefusal } from './xml.ts'

export type DmnRefusal = XmlRefusal | { readonly code: 'policy.not_a_dmn_model' }

const PROPERTY_NAMES = ['time offset', 'start included', 'end included']
const POLICIES: Readonly<Record<string, DmnHitPolicy>> = {
  UNIQUE: 'U',
  ANY: 'A',
  PRIORITY: 'P',
  FIRST: 'F',
  'OUTPUT ORDER': 'O',
  'RULE ORDER': 'R',
  COLLECT: 'C',
}
const AGGREGATORS: Readonly<Record<string, DmnHitPolicy>> = { SUM: 'C+', MIN: 'C<', MAX: 'C>', COUNT: 'C#' }

/**
 * Reads a DMN model (any of 1.1 to 1.5; elements go by their local names, diagrams are passed over).
 *
 * @param xml the document
 * @param otherXml documents it imports; only their names are read here
 * @refuses policy.xml_not_well_formed, policy.not_a_dmn_model
 */
export function readDmn(xml: string, otherXml: readonly string[] = []): Result<DmnModel, DmnRefusal> {
  const root = readXml(xml)
  if (!root.ok) return root
  if (root.value.name !== 'definitions') return refuse({ code: 'policy.not_a_dmn_model' })
  const others = otherXml.flatMap((text) => {
    const other = readXml(text)
    return other.ok ? [other.value] : []
  })
  const names = [...new Set([...FUNCTION_NAMES, ...PROPERTY_NAMES, ...[root.value, ...others].flatMap(namesIn)])]
  return ok(new DmnReader(root.value, names).model())
}

/** Every name the model introduces. */
function namesIn(element: XmlElement): string[] {
  const { name } = element.attributes
  return [...(name === undefined ? [] : [name]), ...element.children.flatMap(namesIn)]
}

class DmnReader {
  readonly #root: XmlElement
  readonly #names: readonly string[]
  readonly #namespace: string

  constructor(root: XmlElement, names: readonly string[]) {
    this.#root = root
    this.#names = names
    this.#namespace = root.attributes.namespace ?? ''
  }

  model(): DmnModel {
    const parts = (name: string) => childrenOf(this.#root, name)
    return {
      namespace: this.#namespace,
      name: this.#root.attributes.name ?? '',
      inputs: parts('inputData').map((part) => this.#input(part)),
      decisions: parts('decision').map((part) => this.#decision(part)),
      functions: parts('businessKnowledgeModel').map((part) => this.#function(part)),
      services: parts('decisionService').map((part) => ({
        key: this.#keyOf(part.attributes.id),
        name: nameOf(part),
        outputs: childrenOf(part, 'outputDecision').map((each) => this.#hrefOf(each)),
      })),
      types: new Map(parts('itemDefinition').map((part) => [nameOf(part), this.#type(part)])),
      imports: parts('import').map(({ attributes }) => ({
        name: attributes.name ?? '',
        namespace: attributes.namespace ?? '',
      })),
    }
  }

  #input(part: XmlElement): DmnInput {
    const variable = childOf(part, 'variable')?.attributes
    return {
      key: this.#keyOf(part.attributes.id),
      name: plain(variable?.name ?? nameOf(part)),
      typeRef: typeRefOf(variable?.typeRef),
    }
  }

  #decision(part: XmlElement): DmnDecision {
    const requires = ['informationRequirement', 'knowledgeRequirement'].flatMap((name) =>
      childrenOf(part, name).flatMap(({ children }) => children.map((each) => this.#hrefOf(each))),
    )
    return { ...this.#input(part), requires, logic: this.#logicIn(part) }
  }

  #function(part: XmlElement): DmnFunction {
    const encapsulated = childOf(part, 'encapsulatedLogic')
    return {
      ...this.#decision(part),
      parameters: parametersOf(encapsulated),
      logic: encapsulated && this.#logicIn(encapsulated),
    }
  }

  #logicIn(part: XmlElement | undefined): DmnLogic | undefined {
    for (const child of part?.children ?? []) {
      const logic = this.#logic(child)
      if (logic) return logic
    }
    return undefined
  }

  #logic(part: XmlElement): DmnLogic | undefined {
    const typeRef = typeRefOf(part.attributes.typeRef)
    const needed = (each: XmlElement | undefined): DmnLogic =>
      this.#logicIn(each) ?? { kind: 'expression', tree: undefined, text: '', typeRef: undefined }
    switch (part.name) {
      case 'literalExpression':
        return { kind: 'expression', ...this.#expression(part), typeRef }
      case 'decisionTable':
        return { kind: 'table', table: this.#table(part), typeRef }
      case 'context':
        return {
          kind: 'context',
          typeRef,
          entries: childrenOf(part, 'contextEntry').map((entry) => {
            const variable = childOf(entry, 'variable')?.attributes
            return {
              name: variable?.name && plain(variable.name),
              typeRef: typeRefOf(variable?.typeRef),
              logic: needed(entry),
            }
          }),
        }
      case 'invocation':
        return {
          kind: 'invocation',
          typeRef,
          of: needed(part),
          bindings: childrenOf(part, 'binding').map((binding) => {
            return { name: plain(childOf(binding, 'parameter')?.attributes.name ?? ''), logic: needed(binding) }
          }),
        }
      case 'list':
        return { kind: 'list', typeRef, items: part.children.flatMap((child) => this.#logic(child) ?? []) }
      case 'relation':
        return {
          kind: 'relation',
          typeRef,
          columns: childrenOf(part, 'column').map(nameOf),
          rows: childrenOf(part, 'row').map((row) => row.children.flatMap((child) => this.#logic(child) ?? [])),
        }
      case 'functionDefinition':
        return { kind: 'function', typeRef, parameters: parametersOf(part), body: needed(part) }
      default:
        return undefined
    }
  }

  #table(part: XmlElement): DmnTable {
    const { hitPolicy = 'UNIQUE', aggregation, id = '' } = part.attributes
    const outputs = childrenOf(part, 'output')
    return {
      id,
      hitPolicy: (aggregation && AGGREGATORS[aggregation]) || (POLICIES[hitPolicy] ?? 'U'),
      inputs: childrenOf(part, 'input').map((input) => {
        const expression = childOf(input, 'inputExpression')
        return {
          ...this.#expression(expression),
          typeRef: typeRefOf(expression?.attributes.typeRef),
          allowed: this.#tests(childOf(input, 'inputValues')),
        }
      }),
      outputs: outputs.map((output) => {
        const otherwise = childOf(output, 'defaultOutputEntry')
        return {
          name: outputs.length > 1 ? nameOf(output) : undefined,
          typeRef: typeRefOf(output.attributes.typeRef),
          values: this.#values(childOf(output, 'outputValues')),
          otherwise: otherwise && this.#expression(otherwise),
        }
      }),
      rules: childrenOf(part, 'rule').map((rule, i) => ({
        id: rule.attributes.id ?? `${i + 1}`,
        description: childOf(rule, 'description')?.text.trim(),
        when: childrenOf(rule, 'inputEntry').map((entry) => ({ text: textIn(entry), tests: this.#tests(entry) })),
        gives: childrenOf(rule, 'outputEntry').map((entry) => this.#expression(entry)),
      })),
    }
  }

  #type(part: XmlElement): DmnType {
    const allowed = childOf(part, 'allowedValues')
    return {
      isCollection: part.attributes.isCollection === 'true',
      base: typeRefOf(childOf(part, 'typeRef')?.text.trim()),
      components: childrenOf(part, 'itemComponent').map(
        (component) => [nameOf(component), this.#type(component)] as const,
      ),
      allowed: allowed && this.#tests(allowed),
      values: this.#values(allowed),
    }
  }

  #expression(part: XmlElement | undefined) {
    const text = textIn(part)
    return { text, tree: parseFeel(text, this.#names) }
  }

  #tests(part: XmlElement | undefined) {
    return part && parseFeelTests(textIn(part), this.#names)
  }

  #values(part: XmlElement | undefined) {
    const tests = this.#tests(part)
    return tests === undefined || tests === 'any' ? [] : tests.tests
  }

  #keyOf(id: string | undefined): string {
    return `${this.#namespace}#${id ?? ''}`
  }

  #hrefOf(part: XmlElement): string {
    const { href = '' } = part.attributes
    return href.startsWith('#') ? `${this.#namespace}${href}` : href
  }
}

function parametersOf(part: XmlElement | undefined): DmnFunction['parameters'] {
  return part
    ? childrenOf(part, 'formalParameter').map((each) => ({
        name: nameOf(each),
        typeRef: typeRefOf(each.attributes.typeRef),
      }))
    : []
}

function nameOf(part: XmlElement): string {
  return plain(part.attributes.name ?? '')
}

function plain(name: string): string {
  return name.trim().replace(/\s+/gu, ' ')
}

function textIn(part: XmlElement | undefined): string {
  return childOf(part, 'text')?.text.trim() ?? ''
}

function typeRefOf(written: string | undefined): string | undefined {
  return written === undefined || written === '' ? undefined : written.replace(/^feel:/u, '')
}
