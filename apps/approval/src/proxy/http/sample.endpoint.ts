import { applicationFields, applicationKeys, type ApplicationKey, localExamples } from '@todoke/application-form';
import { Get, Param, Res } from '@nestjs/common';
import { prefectureName } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, csvFile, Endpoint, type WebReply } from '@todoke/web';
import { columnNames } from '../domain/columns.js';
import { problems } from '../problems.js';

/** The files that officials fill in. */
export const samples = [
  { file: 'utf-8.csv', encoding: 'utf-8', label: 'サンプルファイル（UTF-8）', charset: 'utf-8' },
  { file: 'cp932.csv', encoding: 'cp932', label: 'サンプルファイル（Shift_JIS）', charset: 'windows-31j' },
] as const;

export const samplePath = (file: string): string => `/proxy-applications/samples/${file}`;

/** A CSV file with the names of the columns, and an example of the official's own prefecture. */
@Endpoint('proxy-applications/samples', { roles: ['prefecture'] })
export class SampleEndpoint {
  @Get(':file')
  download(
    @Param('file') name: string,
    @CurrentPerson() { prefecture = '' }: SignedIn,
    @Res({ passthrough: true }) reply: WebReply,
  ): Buffer {
    const sample = samples.find(({ file }) => file === name);
    if (sample === undefined) throw problems.fileMissing();
    const { encoding, charset } = sample;
    void reply
      .type(`text/csv; charset=${charset}`)
      .header('content-disposition', `attachment; filename="proxy-applications-${encoding}.csv"`);
    return csvFile([columnNames, exampleOf(prefecture)], encoding);
  }
}

function exampleOf(prefecture: string): string[] {
  const examples: Partial<Record<ApplicationKey, string>> = {
    ...localExamples(prefecture),
    prefecture: prefectureName(prefecture),
  };
  return applicationKeys.map((key) => {
    const { example = '', options } = applicationFields[key];
    const label = key === 'institutionType' ? options?.find(({ value }) => value === example)?.label : undefined;
    return examples[key] ?? label ?? example;
  });
}
