import {
  Body,
  Get,
  HttpException,
  Module,
  Param,
  Post,
  Req,
  type DynamicModule,
  type ModuleMetadata,
} from '@nestjs/common';
import { TransactionEnded } from '@todoke/database';
import {
  HealthChecks,
  HealthEndpoint,
  LOGGER,
  Metrics,
  MetricsEndpoint,
  Operations,
  Problem,
  type SignedIn,
} from '@todoke/service';
import { pino } from 'pino';
import { SpecimenPage } from './specimen.page.js';
import { z } from 'zod';
import {
  Admits,
  CurrentPerson,
  Endpoint,
  form,
  page,
  Page,
  redirect,
  SignInModule,
  template,
  type PageView,
  type Redirect,
  type SignInOptions,
  type WebRequest,
} from '../../src/index.js';

declare module 'fastify' {
  interface Session {
    kept?: string;
  }
}

const noteView = template(import.meta.url, './note.hbs');
const privateView = template(import.meta.url, './private.hbs');

const noteForm = form(
  z.object({ note: z.string().min(1), colour: z.enum(['red', 'blue']), day: z.iso.date().optional() }),
  {
    note: { label: '覚え書き', required: true, help: '十文字までです。', maxLength: 10, widened: true },
    colour: {
      label: '色',
      required: true,
      input: 'radio',
      options: [
        { value: 'red', label: '赤' },
        { value: 'blue', label: '青' },
      ],
    },
    day: { label: '日付', input: 'date' },
  },
);

@Page('', { roles: 'everybody' })
class NotesPage {
  @Get()
  show(@Req() request: WebRequest): PageView {
    return page(noteView, { form: noteForm.view(), kept: request.session.get('kept') }, { title: '覚え書き' });
  }

  @Post('notes')
  keep(@Body() body: unknown, @Req() request: WebRequest): PageView | Redirect {
    const reading = noteForm.read(body);
    if (!reading.ok) {
      const view = noteForm.view(reading.values, reading.errors);
      return page(noteView, { form: view }, { title: '覚え書き', status: 422 });
    }
    request.session.set('kept', reading.value.note);
    return redirect('/', '登録しました。');
  }

  @Get('numbers/:number')
  number(@Param('number') number: string): { number: string } {
    return { number };
  }
}

@Page('trouble', { roles: 'everybody' })
class TroublePage {
  @Get('unknown')
  unknown(): never {
    throw new Error('山田太郎 yamada@example.com could not be saved');
  }

  @Get('problem')
  problem(): never {
    throw new Problem('note-missing', 'missing', 'その覚え書きはありません。', 'secret detail');
  }

  @Get('fields')
  fields(): never {
    throw new Problem('note-refused', 'invalid', '直してください。', undefined, [
      { field: 'note', message: '短くしてください。' },
    ]);
  }

  @Get('nest')
  nest(): never {
    throw new HttpException('teapot', 418);
  }

  @Get('database')
  database(): never {
    throw new Error('no connection', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) });
  }

  @Get('transaction')
  transaction(): never {
    throw new TransactionEnded();
  }
}

@Page('private', { roles: ['prefecture'] })
class PrivatePage {
  @Get()
  show(@CurrentPerson() person: SignedIn): PageView {
    return page(privateView, { ...person }, { title: '担当者の画面' });
  }

  @Post('act')
  act(@Req() request: WebRequest, @Body() body: { reason?: string }): Redirect {
    request.session.set('kept', body.reason ?? 'acted');
    return redirect('/private');
  }

  @Get('secretariat')
  @Admits(['secretariat'])
  other(): string {
    return 'secretariat';
  }
}

@Endpoint('api', { roles: 'machines' })
class EchoEndpoint {
  @Post('echo')
  echo(@Body() body: unknown, @Req() request: WebRequest): object {
    return { body, role: request.session.person?.role ?? null };
  }
}

@Module({})
export class DeskModule {
  /**
   * @param lines what the service logs, one JSON text a line
   * @param more pages of one test, and what they need
   */
  static forRoot(lines: string[], signIn?: SignInOptions, more: ModuleMetadata = {}): DynamicModule {
    const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
    return {
      module: DeskModule,
      global: true,
      imports: signIn === undefined ? [] : [SignInModule.forRoot(signIn)],
      controllers: [
        NotesPage,
        SpecimenPage,
        TroublePage,
        PrivatePage,
        EchoEndpoint,
        HealthEndpoint,
        MetricsEndpoint,
        ...(more.controllers ?? []),
      ],
      providers: [{ provide: LOGGER, useValue: logger }, HealthChecks, Metrics, Operations, ...(more.providers ?? [])],
    };
  }
}
