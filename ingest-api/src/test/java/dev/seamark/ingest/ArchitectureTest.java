package dev.seamark.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.seamark.ingest",
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
          .resideInAPackage("dev.seamark.query..")
          .because("the two services never see each other");

  @ArchTest
  static final ArchRule STORE =
      noClasses()
          .that()
          .resideInAnyPackage("..otlp..", "..span..", "..attribute..", "..body..", "..accept..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.seamark.storage..")
          .because("requests are taken in against core's ports; the store is wired in one place");

  @ArchTest
  static final ArchRule REDIS =
      noClasses()
          .that()
          .resideOutsideOfPackage("..queue..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.lettuce..")
          .because("what Redis did or did not do is decided in one package");

  @ArchTest
  static final ArchRule CYCLES =
      slices()
          .matching("dev.seamark.ingest.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a feature can be read without the others");
}
