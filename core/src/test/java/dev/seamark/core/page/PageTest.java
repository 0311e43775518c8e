package dev.seamark.core.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

  @Test
  void of_firstPage() {
    assertThat(Page.of(List.of(1, 2, 3), 2, null))
        .isEqualTo(new Page<>(List.of(1, 2), false, true));
    assertThat(Page.of(List.of(1, 2), 2, null)).isEqualTo(new Page<>(List.of(1, 2), false, false));
    assertThat(Page.of(List.of(), 2, null)).isEqualTo(new Page<>(List.of(), false, false));
  }

  @Test
  void of_after() {
    assertThat(Page.of(List.of(3, 4, 5), 2, Seek.after(2)))
        .isEqualTo(new Page<>(List.of(3, 4), true, true));
    assertThat(Page.of(List.of(3), 2, Seek.after(2)))
        .isEqualTo(new Page<>(List.of(3), true, false));
    assertThat(Page.of(List.of(), 2, Seek.after(2))).isEqualTo(new Page<>(List.of(), false, false));
  }

  @Test
  void of_before() {
    assertThat(Page.of(List.of(4, 3, 2), 2, Seek.before(5)))
        .isEqualTo(new Page<>(List.of(3, 4), true, true));
    assertThat(Page.of(List.of(4), 2, Seek.before(5)))
        .isEqualTo(new Page<>(List.of(4), false, true));
    assertThat(Page.of(List.of(), 2, Seek.before(5)))
        .isEqualTo(new Page<>(List.of(), false, false));
  }
}
