package dev.seamark.storage.clickhouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.seamark.storage.clickhouse",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule driver =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.seamark.storage.clickhouse")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.clickhouse..")
          .because("a change of driver must stay in one package");

  @ArchTest
  static final ArchRule blocking =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("reactor..", "org.springframework..", "io.netty..")
          .because("storage is plain blocking Java, called on virtual threads");

  @ArchTest
  static final ArchRule ours =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.seamark.migrations..", "dev.seamark.cache..", "dev.seamark.embedded..")
          .because("storage knows core only");

  @ArchTest
  static final ArchRule acyclic =
      slices()
          .matching("dev.seamark.storage.clickhouse.(*)..")
          .should()
          .beFreeOfCycles()
          .because("packages are read one after the other");
}
