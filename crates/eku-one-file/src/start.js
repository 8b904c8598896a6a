// Runs the page's program, on the site and in the single file, and a fresh copy of it where one
// crashes: with the case that the last one kept outside its own memory. Nothing is stored.
const run = (module, parts) => {
  const notice = document.getElementById('crashed');
  const kept = { case: '', doing: '', rested: true, again: false };
  const workers = new Set();
  globalThis.ekuScript = {
    text: `const { initSync } = (${program})();`, type: 'classic', program: `${program}`,
    notice: notice.outerHTML, kept, workers, ...parts,
  };
  let running;
  const start = () => {
    running = program();
    running.initSync({ module });
  };
  const crash = (error) => {
    // What is not of the program, such as an extension's script, leaves it running.
    if (!running || !/wasm/i.test(error?.stack)) return;
    const end = () => {
      running?.end();
      running = undefined;
      workers.forEach((worker) => worker.terminate());
      workers.clear();
      // Without the listeners of the one that crashed.
      const place = document.getElementById('app').cloneNode();
      document.getElementById('app').replaceWith(place);
    };
    end();
    // Once more, unless it crashed before it came to rest with what was kept.
    let restarted = kept.rested;
    kept.rested = false;
    kept.again = true;
    if (restarted) {
      try {
        start();
      } catch {
        restarted = false;
        end();
      }
    }
    notice.dataset.outcome = restarted ? 'restarted' : kept.case ? 'kept' : 'empty';
    notice.dataset.lost = kept.doing ? 'files' : 'change';
    notice.querySelector('bdi').textContent = kept.doing;
    kept.doing = '';
    notice.role = 'alert';
    notice.hidden = false;
    notice.focus();
  };
  addEventListener('error', ({ error }) => crash(error));
  addEventListener('unhandledrejection', ({ reason }) => crash(reason));
  const press = (button, act) => notice.querySelector(button).addEventListener('click', act);
  press('[data-dismiss]', () => { notice.hidden = true; });
  press('[data-reload]', () => location.reload());
  press('[data-save-case]', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([kept.case], { type: 'application/json' }));
    link.download = 'expressway-eku-case.json';
    link.click();
    URL.revokeObjectURL(link.href);
  });
  start();
};
