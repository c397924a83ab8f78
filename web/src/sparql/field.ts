// The editor itself: YASQE, told to reach nothing but this server, and to let the Tab key out.
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import "./yasqe.css";
import { completers } from "./completions";

export interface Field {
  value: () => string;
  put: (text: string) => void;
  destroy: () => void;
}

const NOTHING = () => undefined;

/** Put the editor into `place`; `onRun` is what Ctrl+Enter does. */
export function field(place: HTMLElement, text: string, onRun: () => void): Field {
  const { value: _, ...defaults } = Yasqe.defaults;
  // its types leave out what CodeMirror itself takes
  const settings = {
    ...defaults,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: () => location.href,
    showQueryButton: false,
    resizeable: false,
    lineWrapping: true,
    editorHeight: "auto",
    prefixCcApi: null,
    autocompleters: completers(),
    screenReaderLabel: "SPARQL query",
    extraKeys: {
      ...(defaults.extraKeys as object), "Ctrl-Enter": onRun, "Cmd-Enter": onRun, "Ctrl-S": NOTHING,
      Tab: false, "Shift-Tab": false,
    },
  };
  const editor = new Yasqe(place, settings as unknown as ConstructorParameters<typeof Yasqe>[1]);
  editor.getDoc().setValue(text);
  editor.setSize("100%", "auto");
  return {
    value: () => editor.getDoc().getValue(),
    put: (next) => editor.getDoc().setValue(next),
    destroy: () => editor.destroy(),
  };
}
