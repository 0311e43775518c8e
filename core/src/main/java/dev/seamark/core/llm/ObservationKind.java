package dev.seamark.core.llm;

/** What a span stands for in an LLM application. The number is stored: never reuse one. */
public enum ObservationKind {
  /** Ordinary work; every span that no convention says more about. */
  SPAN(0),
  /** One call of a language model. */
  GENERATION(1),
  EMBEDDING(2),
  TOOL(3),
  AGENT(4),
  CHAIN(5),
  RETRIEVER(6),
  EVALUATOR(7),
  GUARDRAIL(8),
  /** A point in time rather than a piece of work. */
  EVENT(9);

  private static final ObservationKind[] BY_NUMBER = values();

  private final int number;

  ObservationKind(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** The kind of a stored number; a number of a later version is {@link #SPAN}. */
  public static ObservationKind of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : SPAN;
  }
}
