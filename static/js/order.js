// Ordering an order paper by dragging; on the desk of a sitting only, since nobody else needs what it carries.
// Without it the buttons "up" and "down" do the same.

import Sortable from "sortablejs";

customElements.define(
  "order-list",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form[data-order]");
      const list = this.querySelector("ol");
      if (!this.form || list.children.length < 2) return;
      for (const grip of list.querySelectorAll(".desk-grip")) grip.hidden = false;
      this.sortable = Sortable.create(list, {
        handle: ".desk-grip",
        draggable: "li[data-item]",
        animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
        ghostClass: "is-dragged",
        onEnd: ({ oldIndex, newIndex }) => oldIndex !== newIndex && this.store(list),
      });
    }

    disconnectedCallback() {
      this.sortable?.destroy();
    }

    store(list) {
      this.form.elements.order.value = [...list.children].map((item) => item.dataset.item).join(",");
      this.form.requestSubmit();
    }
  },
);
