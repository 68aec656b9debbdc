import { defineModule } from '@todoke/composition';
import { ContactPointsPage } from './pages/contact-points.page.js';
import { Desks } from './persistence/desks.js';

/** 連絡先: whom an institution calls (R110, R111, R132). */
export const contactPoints = defineModule({
  name: 'contact-points',
  pages: [ContactPointsPage],
  providers: [Desks],
  exports: [Desks],
  footer: [{ label: '連絡先', href: '/contact-points' }],
});
