// The front-end module: `mount` draws one diagram; a page that carries report data is brought to life at once.
import { mount } from './diagram.js';
import { startReport } from './report.js';

export { mount };

if (typeof document !== 'undefined' && document.querySelector('[data-workbench-process]')) startReport(document, mount);
