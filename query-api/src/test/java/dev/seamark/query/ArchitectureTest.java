package dev.seamark.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@AnalyzeClasses(
    packages = "dev.seamark.query",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule DRIVER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.clickhouse..")
          .because("storage-clickhouse alone touches the driver");

  @ArchTest
  static final ArchRule OTHER_SERVICE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.seamark.ingest..")
          .because("the two services never see each other");

  @ArchTest
  static final ArchRule STORE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..http..",
              "..page..",
              "..otlp..",
              "..trace..",
              "..log..",
              "..metric..",
              "..workspace..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.seamark.storage..")
          .because("requests are answered from core's ports; the store is wired in one place");

  @ArchTest
  static final ArchRule BLOCKING =
      noClasses()
          .should()
          .callMethod(Mono.class, "block")
          .orShould()
          .callMethod(Flux.class, "blockLast")
          .because("nothing waits on the event loop; what blocks runs in BlockingReads");

  @ArchTest
  static final ArchRule CYCLES =
      slices()
          .matching("dev.seamark.query.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a feature can be read without the others");
}
