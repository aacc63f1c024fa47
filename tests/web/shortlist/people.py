"""People to hide: their CVs in three languages and several layouts, and every word that would tell who they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from recruit.sample.office import make_docx
from recruit.sample.pdf import make_pdf
from recruit.sample.person import Cv, Entry, Section
from recruit.sample.plain import make_txt


@dataclass(frozen=True)
class Hidden:
    """`words` must never be shown (small letters, no accents); `shown` must stay readable."""

    name: str
    email: str
    phone: str
    language: str
    cv: Cv
    layout: str
    words: tuple[str, ...]
    shown: tuple[str, ...]
    message: str

    @property
    def file(self) -> tuple[bytes, str]:
        stem = self.name.replace(" ", "_")
        if self.layout == "docx":
            return make_docx(self.cv), f"CV_{stem}.docx"
        if self.layout == "txt":
            return make_txt(self.cv), f"CV_{stem}.txt"
        return make_pdf(self.cv, self.layout), f"CV_{stem}.pdf"


MERITXELL = Hidden(
    name="Meritxell Casadevall i Fonoll",
    email="meri.casadevall@example.com",
    phone="+34 655 501 777",
    language="ca",
    layout="sidebar_dark",
    words=(
        "meritxell", "casadevall", "fonoll", "meri.casadevall", "655 501 777", "655501777", "carrer de la lluna",
        "08202", "sabadell", "14 de marc de 1988", "reus", "nacionalitat espanyola", "casada", "dos fills",
        "gestora", "llicenciada", "directora", "linkedin.com", "conserves del ter",
        "universitat de la selva",
        "m. casadevall", "dos mil olives",
    ),
    shown=("vaig negociar els contractes anuals", "comptes clau", "key account manager", "grau en administracio"),
    message="Hola, soc la Meritxell (655501777) i visc a Sabadell.",
    cv=Cv(
        name="Meritxell Casadevall i Fonoll",
        headline="Gestora de comptes clau",
        contact=(
            "meri.casadevall@example.com",
            "+34 655 501 777",
            "Carrer de la Lluna, 18, 3r 2a",
            "08202 Sabadell",
            "Nascuda el 14 de març de 1988 a Reus",
            "Nacionalitat: espanyola",
            "Estat civil: casada, dos fills",
            "linkedin.com/in/meritxell-casadevall",
        ),
        main=(
            Section("Perfil", text="Em dic Meritxell i soc llicenciada en dret. La Meritxell és organitzada."),
            Section(
                "Experiència",
                entries=(
                    Entry(
                        "Key Account Manager",
                        "Conserves del Ter, SL",
                        "03/2018 - 02/2026",
                        (
                            "Vaig negociar els contractes anuals amb els vuit clients més grans.",
                            "Premi a la millor venedora 2021: M. Casadevall.",
                        ),
                    ),
                    Entry("Directora de botiga", "Dos Mil Olives", "01/2014 - 02/2018", ("Equip de cinc persones.",)),
                ),
            ),
            Section(
                "Formació",
                entries=(
                    Entry(
                        "Grau en Administració i Direcció d'Empreses", "Universitat de la Selva", "2006 - 2010"
                    ),
                ),
            ),
        ),
        side=(Section("Idiomes", list=("Català", "Anglès C1")),),
    ),
)  # fmt: skip

IKER = Hidden(
    name="Iker Etxebarria Lasarte",
    email="iker.etxebarria@example.org",
    phone="+34 677 555 913",
    language="es",
    layout="table",
    words=(
        "iker", "etxebarria", "lasarte", "677 555 913", "677555913", "45678912z", "41 anos", "hombre", "director ",
        "licenciado", "bilbao", "48011", "alameda de mazarredo", "espanola", "soltero", "aceros del nervion",
        "universidad de la ria", "i. etxebarria", "i.e.l.",
    ),
    shown=("negocie los acuerdos anuales", "grandes cuentas", "administracion y direccion de empresas"),
    message="",
    cv=Cv(
        name="Iker Etxebarria Lasarte",
        headline="Director de grandes cuentas",
        contact=(
            "iker.etxebarria@example.org",
            "+34 677 555 913",
            "Alameda de Mazarredo, 22, 48011 Bilbao",
            "DNI: 45678912Z",
            "Edad: 41 años",
            "Sexo: hombre",
            "Nacionalidad: española",
            "Estado civil: soltero",
        ),
        main=(
            Section("Perfil", text="Con 41 años, Iker Etxebarria (I.E.L.) busca un nuevo reto comercial."),
            Section(
                "Experiencia",
                entries=(
                    Entry(
                        "Director de grandes cuentas",
                        "Aceros del Nervión",
                        "05/2016 - 01/2026",
                        (
                            "Negocié los acuerdos anuales con los clientes más importantes.",
                            "En 2019 I. Etxebarria abrió Portugal.",
                        ),
                    ),
                ),
            ),
            Section(
                "Formación",
                entries=(
                    Entry(
                        "Licenciado en Administración y Dirección de Empresas",
                        "Universidad de la Ría",
                        "2003 - 2008",
                    ),
                ),
            ),
        ),
    ),
)  # fmt: skip

OLUWASEUN = Hidden(
    name="Oluwaseun Adeyemi-Clarke",
    email="seun.adeyemi@example.net",
    phone="+44 20 7946 0123",
    language="en",
    layout="timeline",
    words=(
        "oluwaseun", "adeyemi", "clarke", "seun.adeyemi", "7946 0123", "79460123", "alder lane", "ls6 3qf", "leeds",
        "03/07/1990", "nigerian", "she", "her", "mrs", "married", "brightwater foods", "university of aldermoor",
        "saleswoman", "seun-adeyemi",
    ),
    shown=("negotiated the yearly contracts", "key account manager", "business administration"),
    message="I am Oluwaseun, call me on +44 20 7946 0123.",
    cv=Cv(
        name="Oluwaseun Adeyemi-Clarke (she/her)",
        headline="Key Account Manager",
        contact=(
            "seun.adeyemi@example.net",
            "+44 20 7946 0123",
            "27 Alder Lane, Leeds LS6 3QF",
            "Date of birth: 03/07/1990",
            "Nationality: Nigerian",
            "Marital status: married",
            "https://www.example.net/in/seun-adeyemi",
        ),
        main=(
            Section("Profile", text="Mrs Adeyemi-Clarke is a calm negotiator; her clients stay with her."),
            Section(
                "Experience",
                entries=(
                    Entry(
                        "Key Account Manager",
                        "Brightwater Foods",
                        "March 2017 - present",
                        (
                            "Negotiated the yearly contracts with the eight largest clients.",
                            "Named saleswoman of the year; she opened two regions.",
                        ),
                    ),
                ),
            ),
            Section(
                "Education",
                entries=(Entry("BSc Business Administration", "University of Aldermoor", "2009 - 2012"),),
            ),
        ),
    ),
)  # fmt: skip

#: the same person on other paper
PEOPLE = (
    MERITXELL,
    IKER,
    OLUWASEUN,
    replace(MERITXELL, layout="docx", email="meri.casadevall@example.org"),
    replace(IKER, layout="sidebar_left", email="iker.etxebarria@example.com"),
    replace(OLUWASEUN, layout="txt", email="seun.adeyemi@example.com"),
)
