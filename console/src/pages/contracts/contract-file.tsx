import { labelOf, loansApi, type OutputOf } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { useRead } from '../../api/hooks.ts'
import { booksText } from '../../i18n/books.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Count, Flag, Instant, Money, Rate } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Masked } from '../../ui/masked.tsx'
import { Figure, ObjectPage } from '../../ui/object-page.tsx'
import { Block, Facts, PageSkeleton } from '../../ui/page.tsx'
import { PaperButton } from '../../ui/paper-button.tsx'
import { Failed } from '../../ui/states.tsx'
import { Simulated, StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { CostTable } from './cost-table.tsx'

export type Contract = OutputOf<typeof loansApi.getContract>

export function ContractFile() {
  const { contractId = '' } = useParams({ strict: false })
  const t = useText(booksText)
  const read = useRead(loansApi.getContract, { params: { contractId } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const contract = read.data
  return (
    <ObjectPage
      title={contract.number}
      status={<StatusTag set="contractStatus" value={contract.status} />}
      facts={<IdChip id={contract.id} />}
      actions={<PaperButton label={t.pdf} operation={loansApi.contractPdf} input={{ params: { contractId } }} />}
      figures={
        <>
          <Figure label={t.principal}>
            <Money fen={contract.principalFen} />
          </Figure>
          <Figure label={t.rate}>
            <Rate ppm={contract.annualRatePpm} />
          </Figure>
          <Figure label={t.costSimple}>
            <Rate ppm={contract.annualCostSimplePpm} />
          </Figure>
        </>
      }
      tabs={[
        { key: 'contract', label: t.contract, children: <Terms contract={contract} /> },
        { key: 'cost', label: t.costTable, children: <CostTable table={contract.costTable} /> },
        { key: 'signing', label: t.signing, children: <Signing contract={contract} /> },
      ]}
      journal={{ objectKind: 'contract', objectId: contractId }}
      json={contract}
    />
  )
}

function Terms({ contract }: { readonly contract: Contract }) {
  const t = useText(booksText)
  const say = useLocalized()
  return (
    <Block>
      <Facts
        facts={[
          [
            t.customer,
            <To key="customer" href={`/customers/${contract.customerId}`}>
              <Masked value={contract.customerName} />
            </To>,
          ],
          [
            t.application,
            <To key="application" href={`/applications/${contract.applicationId}`}>
              {contract.applicationId}
            </To>,
          ],
          ...(contract.loanId
            ? [
                [
                  t.loan,
                  <To key="loan" href={`/loans/${contract.loanId}`}>
                    {contract.loanId}
                  </To>,
                ] as const,
              ]
            : []),
          [t.product, t.versionOf(contract.productCode, contract.productVersion)],
          [t.term, <Count key="term" value={contract.termMonths} />],
          [t.method, say(labelOf('method', contract.method))],
          [t.costIrr, <Rate key="irr" ppm={contract.annualCostIrrPpm} />],
        ]}
      />
    </Block>
  )
}

function Signing({ contract: { acknowledgement, signature, termsHash, pdfHash } }: { readonly contract: Contract }) {
  const t = useText(booksText)
  const say = useLocalized()
  return (
    <Block>
      <Facts
        facts={[
          [t.acknowledged, acknowledgement ? <Instant key="ack" at={acknowledgement.at} seconds /> : t.notYet],
          [t.readSeconds, <Count key="seconds" value={acknowledgement?.readSeconds} />],
          [t.scrolled, <Flag key="scrolled" value={acknowledgement?.scrolledToEnd} />],
          [t.channel, acknowledgement?.channel ?? t.notYet],
          [t.signed, signature ? <Instant key="signed" at={signature.at} seconds /> : t.notYet],
          [
            t.means,
            signature ? (
              <>
                {say(signature.means)} {signature.isSimulated && <Simulated label={t.simulated} />}
              </>
            ) : (
              t.notYet
            ),
          ],
          [t.termsHash, <code key="terms">{termsHash}</code>],
          [t.pdfHash, <code key="pdf">{pdfHash ?? t.notYet}</code>],
        ]}
      />
    </Block>
  )
}
