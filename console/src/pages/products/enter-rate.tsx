import { productsApi } from '@puhui/api'
import { App, Button, Form, Input, Select } from 'antd'
import { useWrite } from '../../api/hooks.ts'
import { planText } from '../../i18n/plan.ts'
import { useText } from '../../i18n/text.ts'
import { showProblems } from '../../ui/form.tsx'
import { DayInput, RateInput } from '../../ui/inputs.tsx'
import { Problems } from '../../ui/problems.tsx'
import { choices } from './form-fees.tsx'

interface Entry {
  readonly benchmark: 'LPR1Y' | 'LPR5Y'
  readonly publishedOn: string
  readonly ratePpm: number
  readonly source: string
}

/** Keeps one publication of a market rate. */
export function EnterRate({ onEntered }: { readonly onEntered: () => void }) {
  const t = useText(planText)
  const { message } = App.useApp()
  const [form] = Form.useForm<Entry>()
  const enter = useWrite(productsApi.enterBenchmarkRates)
  function send({ source, ...rate }: Entry) {
    enter.mutate(
      { body: { source, rates: [rate] } },
      {
        onSuccess: ({ entered }) => {
          message.success(t.entered(entered))
          form.resetFields()
          onEntered()
        },
        onError: (error) => showProblems(form as never, error),
      },
    )
  }
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={{ benchmark: 'LPR1Y' }} onFinish={send}>
      <Problems error={enter.error} />
      <div className="fields plan-row">
        <Form.Item name="benchmark" label={t.benchmark}>
          <Select options={choices(t.benchmarks)} />
        </Form.Item>
        <Form.Item name="publishedOn" label={t.publishedOn} rules={[{ required: true }]}>
          <DayInput />
        </Form.Item>
        <Form.Item name="ratePpm" label={t.lpr} rules={[{ required: true }]}>
          <RateInput />
        </Form.Item>
        <Form.Item name="source" label={t.source} rules={[{ required: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={enter.isPending}>
          {t.enter}
        </Button>
      </div>
    </Form>
  )
}
